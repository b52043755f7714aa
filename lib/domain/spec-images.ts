import type { StoredSpec } from "./spec";

export interface SpecImage {
  containerGroup: string;
  container: string;
  /** As the specification has it. */
  image: string;
  /** Of the container: `spec.containerGroups[0].containers[1]`. */
  path: string;
}

/** The image of each container that has one, in their order. */
export function listImages(spec: StoredSpec): SpecImage[] {
  return spec.containerGroups.flatMap((group, g) =>
    group.containers.flatMap(({ name, imageUri }, c) =>
      imageUri === null
        ? []
        : [
            {
              containerGroup: group.name,
              container: name,
              image: imageUri,
              path: `spec.containerGroups[${g}].containers[${c}]`,
            },
          ],
    ),
  );
}
