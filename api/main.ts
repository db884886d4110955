import { readEnvironment } from '../platform/environment.js';
import { openPlatform } from './platform.js';

const platform = await openPlatform(readEnvironment());
await platform.watcher.start(); // from here on champions load in threads of their own, while this one imports Nest
const { serve } = await import('./serve.js');
await serve(platform);
