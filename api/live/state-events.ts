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

const POLL_MILLISECONDS = 1000; // progress is reported at most once a second
const HEARTBEAT_MILLISECONDS = 15_000; // proxies close what is silent for half a minute

/** Something that runs and ends. */
interface Running {
  readonly status: string;
}

/**
 * The state now and each time it changes; complete after its final one. Nothing is asked once nobody listens.
 * @param type what the events are called
 */
export function stateEvents<State extends Running>(
  type: string,
  first: State,
  ask: () => Promise<State>,
  pollMilliseconds = POLL_MILLISECONDS,
  heartbeatMilliseconds = HEARTBEAT_MILLISECONDS,
): Observable<MessageEvent> {
  const states = concat(of(first), interval(pollMilliseconds).pipe(exhaustMap(ask))).pipe(
    takeWhile(({ status }) => status === 'running', true),
  );
  return states.pipe(
    connect((shared) =>
      merge(changes(type, shared), heartbeats(heartbeatMilliseconds).pipe(takeUntil(shared.pipe(last())))),
    ),
  );
}

function changes(type: string, states: Observable<Running>): Observable<MessageEvent> {
  return states.pipe(
    map((state) => JSON.stringify(state)),
    distinctUntilChanged(),
    map((data) => ({ type, data })),
  );
}

function heartbeats(milliseconds: number): Observable<MessageEvent> {
  return interval(milliseconds).pipe(map(() => ({ comment: 'still running' })));
}
