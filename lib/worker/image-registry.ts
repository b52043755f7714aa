/** Where images are pushed to. */
export interface ImageRegistry {
  /** What every image name begins with: host, port, and perhaps a path. */
  prefix: string;
  credentials: { registry: string; username: string; password: string } | null;
}

/** `https://user:password@registry.example/team` → names that begin with `registry.example/team`. */
export function readRegistry(address: string | undefined): ImageRegistry | null {
  if (address === undefined) return null;
  const { host, pathname, username, password } = new URL(address);
  const path = pathname.replace(/^\/+|\/+$/g, "");
  return {
    prefix: path === "" ? host : `${host}/${path}`,
    credentials:
      username === ""
        ? null
        : { registry: host, username: decodeURIComponent(username), password: decodeURIComponent(password) },
  };
}
