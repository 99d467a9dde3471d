/** With no picture for this long, in milliseconds, they are not coming: a server that hangs sends no error. */
const PATIENCE = 8000;
/** So many failures at the start, and not one picture, is answer enough. */
const REFUSALS = 4;

/**
 * Watches whether the pictures of the map come. `lost` is called once, when most of those now asked for have failed, or
 * have been silent for too long. A few that fail among many that come are not worth a word.
 */
export class TileWatch {
  readonly #lost: () => void;
  readonly #patience: number;
  #asked = 0;
  #came = 0;
  #failed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(lost: () => void, patience = PATIENCE) {
    this.#lost = lost;
    this.#patience = patience;
  }

  asked(): void {
    // All that was asked for before has been answered: what comes now is counted afresh.
    if (this.#waiting() === 0) this.#asked = this.#came = this.#failed = 0;
    this.#asked++;
    if (this.#timer === undefined) this.#wait();
  }

  came(): void {
    this.#came++;
    this.#wait();
  }

  failed(): void {
    this.#failed++;
    const settled = this.#waiting() === 0 && this.#failed > this.#came;
    if (settled || (this.#came === 0 && this.#failed >= REFUSALS)) this.#giveUp();
    else if (this.#waiting() === 0) this.stop();
  }

  /** A picture asked for is no longer wanted: the map moved on. */
  dropped(): void {
    this.#asked = Math.max(0, this.#asked - 1);
    if (this.#waiting() === 0) this.stop();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #waiting(): number {
    return this.#asked - this.#came - this.#failed;
  }

  #wait(): void {
    this.stop();
    if (this.#over || this.#waiting() <= 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#came * 2 < this.#asked) this.#giveUp();
    }, this.#patience);
  }

  #giveUp(): void {
    this.stop();
    if (this.#over) return;
    this.#over = true;
    this.#lost();
  }
}
