import type { MessageEvent } from '@nestjs/common';
import {
  concat,
  connect,
  distinctUntilChanged,
  exhaustMap,
  interval,
  last,
  map,
  merge,
  of,
  takeUntil,
  takeWhile,
} from 'rxjs';
import type { Observable } from 'rxjs';
import type { Retraining } from './retraining.schema.js';

const POLL_MILLISECONDS = 1000; // progress is reported at most once a second
const HEARTBEAT_MILLISECONDS = 15_000; // proxies close what is silent for half a minute

/** The retraining now and each time it changes; complete after its final state. Nothing is asked once nobody listens. */
export function retrainingEvents(
  first: Retraining,
  ask: () => Promise<Retraining>,
  pollMilliseconds = POLL_MILLISECONDS,
  heartbeatMilliseconds = HEARTBEAT_MILLISECONDS,
): Observable<MessageEvent> {
  const states = concat(of(first), interval(pollMilliseconds).pipe(exhaustMap(ask))).pipe(
    takeWhile(({ status }) => status === 'running', true),
  );
  return states.pipe(
    connect((shared) => merge(changes(shared), heartbeats(heartbeatMilliseconds).pipe(takeUntil(shared.pipe(last()))))),
  );
}

function changes(states: Observable<Retraining>): Observable<MessageEvent> {
  return states.pipe(
    map((retraining) => JSON.stringify(retraining)),
    distinctUntilChanged(),
    map((data) => ({ type: 'retraining', data })),
  );
}

function heartbeats(milliseconds: number): Observable<MessageEvent> {
  return interval(milliseconds).pipe(map(() => ({ comment: 'still running' })));
}
