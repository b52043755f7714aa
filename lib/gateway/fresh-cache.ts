import { LRUCache } from "lru-cache";
import { log } from "#lib/log";

interface Options<Value> {
  /** Null is an answer, too: it is kept like any other. */
  load: (key: string) => Promise<Value>;
  /** From this age on a value is read anew beside its use, in milliseconds. */
  renewAfter: number;
  /** From this age on nobody gets it. */
  freshFor: number;
  /**
   * How old it may get while the database cannot be reached: then nothing can be changed there either, and what runs
   * goes on being reached.
   */
  freshWithoutDatabase: number;
  max: number;
}

interface Entry<Value> {
  value: Value;
  /** When the reading of it began. */
  readAt: number;
  outdated: boolean;
}

/** Values of the database, kept for seconds, read once however many ask. */
export class FreshCache<Value> {
  readonly #entries: LRUCache<string, Entry<Value>>;
  readonly #loading = new Map<string, Promise<Value>>();

  constructor(private readonly options: Options<Value>) {
    this.#entries = new LRUCache({ max: options.max });
  }

  /** The value at once if it is fresh, else a promise of it. */
  get(key: string): Value | Promise<Value> {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.outdated) return this.#load(key);
    const age = performance.now() - entry.readAt;
    if (age >= this.options.freshFor) return this.#load(key);
    if (age >= this.options.renewAfter) this.#load(key).catch(() => undefined);
    return entry.value;
  }

  /** What is known of the key may be wrong: the next one who asks waits for it to be read. */
  outdate(key: string): void {
    const entry = this.#entries.peek(key);
    if (entry) entry.outdated = true;
    // What is being read now may be from before.
    this.#loading.delete(key);
  }

  outdateAll(isMeant: (value: Value) => boolean = () => true): void {
    for (const [key, entry] of this.#entries.entries()) if (isMeant(entry.value)) this.outdate(key);
    this.#loading.clear();
  }

  #load(key: string): Promise<Value> {
    const known = this.#loading.get(key);
    if (known) return known;
    const readAt = performance.now();
    const loading = this.options
      .load(key)
      .then((value) => {
        if (this.#loading.get(key) === loading) this.#entries.set(key, { value, readAt, outdated: false });
        return value;
      })
      .catch((error: unknown) => this.#fallBack(key, error))
      .finally(() => {
        if (this.#loading.get(key) === loading) this.#loading.delete(key);
      });
    this.#loading.set(key, loading);
    return loading;
  }

  #fallBack(key: string, error: unknown): Value {
    const entry = this.#entries.peek(key);
    if (entry === undefined || performance.now() - entry.readAt > this.options.freshWithoutDatabase)
      throw error;
    log.warn({ err: error }, "the database cannot be asked; what was known is used");
    return entry.value;
  }
}
