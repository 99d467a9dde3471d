/** The listings in the page beside the map, as cards or venues: found, pointed out, followed. */
export class Cards {
  readonly #panel: HTMLElement;
  readonly #listed: ((id: string) => HTMLElement | null) | undefined;
  readonly #over = new AbortController();
  #marked: HTMLElement[] = [];
  /** The listing last shown from a mark. It stands out while nothing else is pointed at; Escape in it goes back. */
  #chosen: string | undefined;

  /**
   * `light` is called with the id of the listing that is pointed at, has the keyboard, or was shown last; `back` when
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
    const light = ({ target }: Event) => {
      const card = target instanceof Element ? target.closest<HTMLElement>('[data-id]') : undefined;
      on.light(card?.dataset['id'] ?? this.#chosen);
    };
    document.addEventListener('pointerover', light, { signal });
    document.addEventListener('focusin', light, { signal });
    document.addEventListener(
      'keydown',
      (e) => {
        const shown = this.#chosen === undefined ? undefined : this.of(this.#chosen);
        if (e.key === 'Escape' && shown?.contains(document.activeElement)) on.back();
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
    const shown = this.of(id);
    this.#chosen = id;
    this.mark([]);
    if (!shown) return false;
    (shown.querySelector<HTMLElement>('a') ?? shown).focus({ preventScroll: true });
    shown.scrollIntoView({ block: 'center' });
    return true;
  }

  /** Makes these stand out, and no others; the one last shown where there are none. */
  mark(ids: readonly string[]): void {
    for (const el of this.#marked) el.classList.remove('is-marked');
    const wanted = ids.length > 0 || this.#chosen === undefined ? ids : [this.#chosen];
    this.#marked = wanted.flatMap((id) => this.of(id) ?? []);
    for (const el of this.#marked) el.classList.add('is-marked');
  }

  destroy(): void {
    this.#over.abort();
    this.#chosen = undefined;
    this.mark([]);
  }
}
