const RECONNECT = 10_000; // after a stream that the browser itself gave up

/** What a stream of server-sent events is about: something that runs and ends. */
interface Running {
  readonly status: string;
}

interface Following<State extends Running> {
  readonly url: string;
  /** What its events are called. */
  readonly type: string;
  readonly onStreaming: (isStreaming: boolean) => void;
  readonly onState: (state: State) => void;
  readonly onEnd: () => void;
}

/** Follows the stream until its final state, over broken lines. @returns what ends it sooner */
export function followEvents<State extends Running>({ url, type, ...on }: Following<State>): () => void {
  let events: EventSource;
  let reconnect: ReturnType<typeof setTimeout> | undefined;

  function open() {
    events = new EventSource(url);
    events.onopen = () => on.onStreaming(true);
    events.onerror = () => {
      on.onStreaming(false);
      // CONNECTING means that the browser tries again by itself.
      if (events.readyState === EventSource.CLOSED) reconnect = setTimeout(open, RECONNECT);
    };
    events.addEventListener(type, ({ data }: MessageEvent<string>) => {
      const state = JSON.parse(data) as State;
      on.onState(state);
      if (state.status === 'running') return;
      events.close(); // the server ends the stream, and EventSource would take that for a broken line
      on.onEnd();
    });
  }

  open();
  return () => {
    clearTimeout(reconnect);
    events.close();
    on.onStreaming(false);
  };
}
