/** What workers run, in one bundle. */
export { announcePromotion } from './announce-promotion.workflow.js';
export { retrain } from './retrain.workflow.js';
