import { IconChartHistogram, IconCut, IconMessageQuestion, IconObjectScan, IconRefresh } from '@tabler/icons-react';
import { NavLink, useLocation } from 'react-router';
import styles from './Navigation.module.css';

const PAGES = [
  {
    to: '/',
    title: 'Ask',
    Icon: IconMessageQuestion,
    isAt: (path: string) => path === '/' || path.startsWith('/movies/'),
  },
  { to: '/shots', title: 'Shots', Icon: IconCut, isAt: (path: string) => path.startsWith('/shots') },
  { to: '/objects', title: 'Objects', Icon: IconObjectScan, isAt: (path: string) => path.startsWith('/objects') },
  { to: '/models', title: 'Models', Icon: IconChartHistogram, isAt: (path: string) => path.startsWith('/models') },
  { to: '/retraining', title: 'Retraining', Icon: IconRefresh, isAt: (path: string) => path.startsWith('/retraining') },
];

/** In the header on a wide screen, under the thumb on a phone. */
export function Navigation({ place }: { place: 'header' | 'footer' }) {
  const { pathname } = useLocation();
  return (
    <nav aria-label="Pages" className={styles[place]}>
      {PAGES.map(({ to, title, Icon, isAt }) => (
        <NavLink
          key={to}
          to={to}
          className={styles.link}
          data-active={isAt(pathname) || undefined}
          aria-current={isAt(pathname) ? 'page' : undefined}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          {title}
        </NavLink>
      ))}
    </nav>
  );
}
