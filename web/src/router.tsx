import { createBrowserRouter } from 'react-router';
import { AppFrame } from './components/AppFrame';
import { PageCrashed } from './components/PageCrashed';
import { PageLoading } from './components/PageLoading';
import { AskPage } from './pages/ask/AskPage';
import { NotFoundPage } from './pages/NotFoundPage';

/** Pages with charts are loaded when they are opened: the first page needs none. */
export const router = createBrowserRouter([
  {
    Component: AppFrame,
    HydrateFallback: PageLoading,
    children: [
      {
        ErrorBoundary: PageCrashed,
        children: [
          { path: '/', Component: AskPage },
          {
            path: '/movies/:id',
            lazy: async () => ({ Component: (await import('./pages/movie/MoviePage')).MoviePage }),
          },
          {
            path: '/shots',
            lazy: async () => ({ Component: (await import('./pages/shots/ShotsPage')).ShotsPage }),
          },
          {
            path: '/shots/:id',
            lazy: async () => ({ Component: (await import('./pages/shots/AnalysisPage')).AnalysisPage }),
          },
          {
            path: '/objects',
            lazy: async () => ({ Component: (await import('./pages/objects/ObjectsPage')).ObjectsPage }),
          },
          {
            path: '/datasets',
            lazy: async () => ({ Component: (await import('./pages/datasets/DatasetsPage')).DatasetsPage }),
          },
          {
            path: '/datasets/:family/:id',
            lazy: async () => ({ Component: (await import('./pages/datasets/DatasetPage')).DatasetPage }),
          },
          {
            path: '/datasets/:family/:id/samples',
            lazy: async () => ({ Component: (await import('./pages/datasets/SamplesPage')).SamplesPage }),
          },
          {
            path: '/models',
            lazy: async () => ({ Component: (await import('./pages/models/ModelsPage')).ModelsPage }),
          },
          {
            path: '/models/:family/:version?',
            lazy: async () => ({ Component: (await import('./pages/model/ModelPage')).ModelPage }),
          },
          {
            path: '/experiments',
            lazy: async () => ({ Component: (await import('./pages/experiments/ExperimentsPage')).ExperimentsPage }),
          },
          {
            path: '/experiments/:id',
            lazy: async () => ({ Component: (await import('./pages/experiments/ExperimentPage')).ExperimentPage }),
          },
          {
            path: '/retraining',
            lazy: async () => ({ Component: (await import('./pages/retraining/RetrainingPage')).RetrainingPage }),
          },
          {
            path: '/retraining/:id',
            lazy: async () => ({ Component: (await import('./pages/run/RunPage')).RunPage }),
          },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
