import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Card, type CardView } from './Card.tsx';

/** A card as HTML, for pages and for the server: the same component that the find page draws in the browser. */
export function cardHtml(card: CardView, options: { level?: 2 | 3; distance?: string } = {}): string {
  return renderToString(h(Card, { card, ...options }));
}
