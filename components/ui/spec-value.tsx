import { type OtherSide, specValueText } from "#lib/client/spec-value-text";
import { MarkedText } from "./marked-text";

/** A value of a spec as text. */
export function SpecValue({ value, ...sides }: OtherSide & { value: unknown }) {
  return <MarkedText text={specValueText(value, sides)} after={sides.after} />;
}
