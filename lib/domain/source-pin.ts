import { z } from "zod";

const container = z.looseObject({
  primary: z.boolean().optional(),
  imageBuildConfig: z.looseObject({}).nullish(),
});
const spec = z.looseObject({
  containerGroups: z.array(z.looseObject({ containers: z.array(container).min(1) })).min(1),
});

/**
 * A spec whose primary container is built from a version of a source; one without a build gets that of a Dockerfile in
 * the source (contract 5.6).
 */
export function pinSource(raw: unknown, source: { catalogId: string; catalogVersionId: string }) {
  const { containerGroups, ...rest } = spec.parse(raw);
  const group = Math.max(
    0,
    containerGroups.findIndex(({ containers }) => containers.some(({ primary }) => primary)),
  );
  const own = containerGroups[group]?.containers ?? [];
  const place = Math.max(
    0,
    own.findIndex(({ primary }) => primary),
  );
  const pinned = own.map((one, index) =>
    index === place
      ? {
          ...one,
          imageBuildConfig: {
            ...(one.imageBuildConfig ?? { dockerfile: { source: "provided" } }),
            codeRef: { datarobot: source },
          },
        }
      : one,
  );
  return {
    ...rest,
    containerGroups: containerGroups.map((one, index) =>
      index === group ? { ...one, containers: pinned } : one,
    ),
  };
}
