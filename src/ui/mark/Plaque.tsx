import { Icon } from '../icon/Icon.tsx';

/** The painted mark of a need, for components that also run in the browser. Always beside the need's name in words. */
export function Plaque({ need, small = false }: { need: string; small?: boolean }) {
  return (
    <span class={`plaque ${small ? 'plaque-s ' : ''}n-${need}`} aria-hidden="true">
      <Icon name={need} />
    </span>
  );
}
