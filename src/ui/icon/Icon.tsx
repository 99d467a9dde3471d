import { drawing } from './icons.ts';

/** A drawing beside words, for components that also run in the browser. Hidden from screen readers: the words say it. */
export function Icon({ name, flip = false }: { name: string; flip?: boolean }) {
  return (
    <svg
      class={flip ? 'i flip' : 'i'}
      viewBox="0 0 24 24"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: drawing(name) }}
    />
  );
}
