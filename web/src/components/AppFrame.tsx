import { AppShell, Box, Container, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import styles from './AppFrame.module.css';
import { ColorSchemeToggle } from './ColorSchemeToggle';
import { Navigation } from './Navigation';
import { Wordmark } from './Wordmark';

const HEADER_PIXELS = 60;
const FOOTER_PIXELS = 60;

export function AppFrame() {
  const main = useRef<HTMLElement>(null);
  useFocusOnNavigation(main);
  return (
    <>
      <a href="#content" className={styles.skip}>
        Skip to the content
      </a>
      <AppShell header={{ height: HEADER_PIXELS }} footer={{ height: { base: FOOTER_PIXELS, sm: 0 } }}>
        <AppShell.Header className={styles.bar}>
          <Container size="lg" h="100%">
            <Group h="100%" justify="space-between" wrap="nowrap">
              <Wordmark />
              <Group gap="lg" wrap="nowrap">
                <Box visibleFrom="sm">
                  <Navigation place="header" />
                </Box>
                <ColorSchemeToggle />
              </Group>
            </Group>
          </Container>
        </AppShell.Header>
        <AppShell.Main id="content" ref={main} tabIndex={-1} className={styles.main}>
          <Container size="lg" py={{ base: 'lg', sm: 'xl' }}>
            <Outlet />
          </Container>
        </AppShell.Main>
        <AppShell.Footer hiddenFrom="sm" className={styles.bar}>
          <Navigation place="footer" />
        </AppShell.Footer>
      </AppShell>
      <ScrollRestoration />
    </>
  );
}

/** A new page is announced and read from its beginning; the page that was opened first keeps the browser's own focus. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>) {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
}
