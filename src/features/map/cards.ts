/** The listings in the page beside the map, as cards or venues: found, pointed out, followed. */
export class Cards {
  readonly #panel: HTMLElement;
  readonly #listed: ((id: string) => HTMLElement | null) | undefined;
  readonly #over = new AbortController();
  #marked: HTMLElement[] = [];
  /** What was last shown from a mark: Escape in it goes back to the mark. */
  #shown: HTMLElement | undefined;

  /**
   * `light` is called with the id of the listing that is pointed at or has the keyboard, or with undefined; `back` when
   * the person wants to go from what was shown to its mark.
   */
  constructor(
    panel: HTMLElement,
    listed: ((id: string) => HTMLElement | null) | undefined,
    on: { light(id: string | undefined): void; back(): void },
  ) {
    this.#panel = panel;
    this.#listed = listed;
    const { signal } = this.#over;
    const light = ({ target }: Event) =>
      on.light(
        target instanceof Element ? target.closest<HTMLElement>('[data-id]')?.dataset['id'] : undefined,
      );
    document.addEventListener('pointerover', light, { signal });
    document.addEventListener('focusin', light, { signal });
    document.addEventListener(
      'keydown',
      (e) => {
        if (e.key === 'Escape' && this.#shown?.contains(document.activeElement)) on.back();
      },
      { signal },
    );
  }

  /** A listing's element outside the map; undefined where the page does not show it. */
  of(id: string): HTMLElement | undefined {
    if (this.#listed) return this.#listed(id) ?? undefined;
    const cards = document.querySelectorAll<HTMLElement>(`#card-${CSS.escape(id)}`);
    return [...cards].find((el) => !this.#panel.contains(el));
  }

  /** Shows a listing and gives it the keyboard. False where the page does not show it. */
  show(id: string): boolean {
    this.#shown = this.of(id);
    if (!this.#shown) return false;
    (this.#shown.querySelector<HTMLElement>('a') ?? this.#shown).focus({ preventScroll: true });
    this.#shown.scrollIntoView({ block: 'center' });
    return true;
  }

  /** Makes these stand out, and no others. */
  mark(ids: readonly string[]): void {
    for (const el of this.#marked) el.classList.remove('is-marked');
    this.#marked = ids.flatMap((id) => this.of(id) ?? []);
    for (const el of this.#marked) el.classList.add('is-marked');
  }

  destroy(): void {
    this.#over.abort();
    this.mark([]);
  }
}
