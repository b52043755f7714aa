import type { Issue } from "./errors";
import { type ContainerImage, type ImageAnswer, runPlatform } from "./image-facts";
import { ownDigest } from "./image-reference";
import type { StoredSpec } from "./spec";

interface Container {
  primary: boolean;
  port: number | null;
}

const isRoot = (user: string | null) => user === null || /^(0+|root)(:|$)/.test(user);

/** What a registry tells of an image that is probably not meant, of the container at `path`. */
export function findImageWarnings(
  { primary, port }: Container,
  { facts, problem }: ImageAnswer,
  path: string,
): Issue[] {
  const issue = (field: string, code: string, message: string) => ({
    path: `${path}.${field}`,
    message,
    code,
  });
  if (problem?.kind === "not_found") return [issue("imageUri", "image_not_found", problem.message)];
  if (facts === null) return [];
  const { platforms, user, exposedPorts } = facts;
  const listening = primary ? port : null;
  const exposed = exposedPorts.length > 0 ? `exposes ${exposedPorts.join(", ")}` : "exposes no port";
  return [
    ...(platforms.includes(runPlatform)
      ? []
      : [
          issue(
            "imageUri",
            "no_linux_amd64",
            `There is no ${runPlatform} in this image, only ${platforms.join(", ")}: it cannot run here`,
          ),
        ]),
    ...(isRoot(user)
      ? [
          issue(
            "imageUri",
            "runs_as_root",
            "The image runs as root: name a user in it (USER in its Dockerfile)",
          ),
        ]
      : []),
    ...(listening === null || exposedPorts.includes(`${listening}/tcp`)
      ? []
      : [issue("port", "port_not_exposed", `The image ${exposed}, but the primary listens on ${listening}`)]),
  ];
}

/** The same of every container, and which tags nobody could tell the meaning of. */
export function findWarningsOfImages(spec: StoredSpec, images: readonly ContainerImage[]): Issue[] {
  return spec.containerGroups.flatMap((group, g) =>
    group.containers.flatMap((container, c) => {
      const path = `spec.containerGroups[${g}].containers[${c}]`;
      const image = images.find((one) => one.path === path);
      return image ? [...findUnresolved(image), ...findImageWarnings(container, image, path)] : [];
    }),
  );
}

function findUnresolved({ image, pin, problem, path }: ContainerImage): Issue[] {
  if (problem === null || problem.kind === "not_found") return [];
  if (ownDigest(image) !== null || pin?.digest != null) return [];
  const message = `The tag could not be resolved: ${problem.message}`;
  return [{ path: `${path}.imageUri`, message, code: "tag_not_resolved" }];
}
