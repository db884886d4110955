import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { queryClient } from './api/query-client';
import { AskedProvider } from './pages/ask/AskedProvider';
import { router } from './router';
import { theme } from './theme/theme';
import { variables } from './theme/variables';

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <AskedProvider>
          <Notifications position="top-right" />
          <RouterProvider router={router} />
        </AskedProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
