import { Badge, Tooltip } from '@mantine/core';

/** No such movie was ever made: the project drew its poster and composed its plot. */
export function InventedBadge() {
  return (
    <Tooltip label="No such movie exists: this one was made up to try the platform with">
      <Badge variant="default" size="sm" tt="none">
        invented
      </Badge>
    </Tooltip>
  );
}
