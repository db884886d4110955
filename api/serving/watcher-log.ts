interface Listener {
  log(text: string): void;
  error(text: string): void;
}

/** What the watcher has to say, kept until somebody listens: it begins before there is a logger. */
export class WatcherLog {
  private readonly kept: ((listener: Listener) => void)[] = [];
  private listener: Listener | undefined;

  log(text: string): void {
    this.tell((listener) => listener.log(text));
  }

  error(text: string): void {
    this.tell((listener) => listener.error(text));
  }

  listen(listener: Listener): void {
    this.listener = listener;
    for (const tell of this.kept.splice(0)) tell(listener);
  }

  private tell(tell: (listener: Listener) => void): void {
    if (this.listener) tell(this.listener);
    else this.kept.push(tell);
  }
}
