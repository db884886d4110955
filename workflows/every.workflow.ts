/** What workers run, in one bundle. */
export { analyze } from './analyze.workflow.js';
export { announcePromotion } from './announce-promotion.workflow.js';
export { experiment } from './experiment.workflow.js';
export { profile } from './profile.workflow.js';
export { retrain } from './retrain.workflow.js';
