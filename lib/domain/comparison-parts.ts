import { z } from "zod";
import { joinAddress } from "./change-address";
import { isJsonObject } from "./json-values";
import { type ArtifactContent, contentShape, keyItems, keyNamed, type Shape } from "./spec-shape";

/** One value of an artifact at the address at which a change of it would be. */
export const part = z.object({ address: z.string(), words: z.string(), value: z.unknown() });
export type Part = z.infer<typeof part>;

/** Everything that is set in an artifact, piece by piece, in its own order. Real values, not masked. */
export function listParts(content: ArtifactContent): Part[] {
  return collectParts(contentShape, content, { address: "", words: "" });
}

/** The same of a part of an artifact: of a container, a group, a probe. */
export function collectParts(shape: Shape, value: unknown, place: Omit<Part, "value">): Part[] {
  if (value === null || value === undefined) return [];
  if (shape.kind === "object" && isJsonObject(value)) {
    return shape.fields.flatMap(({ name, at, words, shape: own }) =>
      collectParts(own, value[name], {
        address: at.reduce(joinAddress, place.address),
        words: place.words === "" || words === "" ? place.words + words : `${place.words}.${words}`,
      }),
    );
  }
  if (shape.kind === "record" && isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => collectParts(shape.item, item, inside(place, key)));
  }
  if (shape.kind === "list" && Array.isArray(value)) {
    return [...keyItems(value, shape)].flatMap(([key, index]) =>
      collectParts(shape.item, value[index], inside(place, key)),
    );
  }
  if (shape.kind === "named" && Array.isArray(value)) {
    return [...keyNamed(value)].flatMap(([name, index]) =>
      collectParts(shape.item, value[index], { ...inside(place, name), words: "" }),
    );
  }
  return [{ ...place, value }];
}

function inside({ address, words }: Omit<Part, "value">, key: string): Omit<Part, "value"> {
  return { address: joinAddress(address, key), words: words === "" ? key : `${words} ${key}` };
}
