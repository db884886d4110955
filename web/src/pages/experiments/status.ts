export const STATUS = {
  running: { color: 'amber', text: 'Running' },
  completed: { color: 'teal', text: 'Done' },
  failed: { color: 'red', text: 'Failed' },
  cancelled: { color: 'gray', text: 'Cancelled' },
} as const;
