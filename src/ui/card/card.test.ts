import { describe, expect, it } from 'vitest';
import { CARD_EXAMPLES } from './examples.ts';
import { cardHtml } from './html.ts';

describe('a card', () => {
  it.each(CARD_EXAMPLES)('shows every fact there is: $title', ({ card }) => {
    const html = cardHtml(card);
    const text = html.replace(/<[^>]+>/g, ' ');
    for (const words of [card.kind, card.where, card.cost, card.join, card.checked, ...card.board.lines])
      expect(text).toContain(words);
    expect(html.match(new RegExp(`href="/assets/${card.id}/"`, 'g'))).toHaveLength(1);
    expect(html.includes('board-off')).toBe(card.board.off);
  });

  it('never turns what someone typed into markup', () => {
    const [first] = CARD_EXAMPLES;
    if (!first) throw new Error('no example');
    const html = cardHtml({ ...first.card, what: '<img src=x onerror=alert(1)>' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });
});
