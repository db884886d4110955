import { Center, Loader } from '@mantine/core';

/** Until the code of the page that was opened first is there. */
export function PageLoading() {
  return (
    <Center h="100vh">
      <Loader type="dots" aria-label="Loading the page" />
    </Center>
  );
}
