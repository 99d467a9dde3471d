import { encode } from 'uqr';

/** Modules of white around the code, as ISO/IEC 18004 asks. */
const QUIET = 4;

interface Props {
  /** The address in the code. */
  text: string;
  class?: string;
  /** What a screen reader says; without it the code is decoration beside words. */
  label?: string;
}

/** A QR code as a drawing in the current colour: one path, sharp at every size, black on white on paper. */
export function Qr({ text, class: name, label }: Props) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])))
    .join('');
  return (
    <svg
      class={name}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="currentColor" d={path} />
    </svg>
  );
}
