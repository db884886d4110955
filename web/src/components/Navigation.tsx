import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconChartHistogram,
  IconCut,
  IconDatabase,
  IconDots,
  IconFlask,
  IconMessageQuestion,
  IconObjectScan,
  IconRefresh,
} from '@tabler/icons-react';
import { Link, NavLink, useLocation } from 'react-router';
import styles from './Navigation.module.css';

const PAGES = [
  { to: '/', title: 'Ask', Icon: IconMessageQuestion },
  { to: '/objects', title: 'Objects', Icon: IconObjectScan },
  { to: '/shots', title: 'Shots', Icon: IconCut },
  { to: '/models', title: 'Models', Icon: IconChartHistogram },
  { to: '/retraining', title: 'Retraining', Icon: IconRefresh },
  { to: '/experiments', title: 'Experiments', Icon: IconFlask },
  { to: '/datasets', title: 'Datasets', Icon: IconDatabase },
];
const UNDER_THE_THUMB = 4; // more would be too narrow to be hit; the others are a touch away
type Page = (typeof PAGES)[number];

/** In the header on a wide screen, under the thumb on a phone. */
export function Navigation({ place }: { place: 'header' | 'footer' }) {
  const shown = place === 'header' ? PAGES : PAGES.slice(0, UNDER_THE_THUMB);
  const others = PAGES.slice(shown.length);
  return (
    <nav aria-label="Pages" className={styles[place]}>
      {shown.map((page) => (
        <PageLink key={page.to} page={page} />
      ))}
      {others.length > 0 && <MorePages pages={others} />}
    </nav>
  );
}

function PageLink({ page }: { page: Page }) {
  const { to, title, Icon } = page;
  const isHere = isAt(useLocation().pathname, page);
  return (
    <NavLink
      to={to}
      className={styles.link}
      data-active={isHere || undefined}
      aria-current={isHere ? 'page' : undefined}
    >
      <Icon size={20} stroke={1.6} aria-hidden />
      {title}
    </NavLink>
  );
}

function MorePages({ pages }: { pages: readonly Page[] }) {
  const { pathname } = useLocation();
  return (
    <Menu position="top-end" withArrow>
      <Menu.Target>
        <UnstyledButton className={styles.link} data-active={pages.some((page) => isAt(pathname, page)) || undefined}>
          <IconDots size={20} stroke={1.6} aria-hidden />
          More
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map((page) => (
          <Menu.Item
            key={page.to}
            component={Link}
            to={page.to}
            leftSection={<page.Icon size={18} stroke={1.6} aria-hidden />}
            aria-current={isAt(pathname, page) ? 'page' : undefined}
          >
            {page.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Movies belong to asking. */
function isAt(pathname: string, { to }: Page): boolean {
  return to === '/' ? pathname === '/' || pathname.startsWith('/movies/') : pathname.startsWith(to);
}
