const platform = "The platform decides this";
const workload = "It belongs to a workload, not to an artifact";
const volume = "A specification has no volumes: files come with the image";
const network = "The platform gives the network";
const tags = "Tags are not part of the document: add them to the saved artifact";
const user = "Users are the platform's: containers run unprivileged";
const credentials = "Secrets are never written into a specification: refer to a credential in a variable";

/** Why a key of a compose file or manifest is not carried, by the last of its path that is known. */
const reasons: Record<string, string> = {
  annotations: tags,
  args: "Build arguments are not carried: give them defaults in the Dockerfile",
  auths: credentials,
  configs: volume,
  container_name: "The container has the name of its service",
  depends_on: "All containers of an artifact start together",
  deploy: workload,
  dns: network,
  env_file: "The file is not here: paste its content into the variables",
  extra_hosts: network,
  group_add: user,
  hostNetwork: network,
  imagePullPolicy: platform,
  imagePullSecrets: "Access to a registry is set up once, not in each artifact",
  init: "Start the image's own init in its entrypoint",
  labels: tags,
  lifecycle: "Containers have no hooks: what must run before is part of the entrypoint",
  mem_limit: workload,
  cpus: workload,
  metadata: tags,
  namespace: "There are no namespaces here",
  network_mode: network,
  networks: network,
  nodeSelector: platform,
  privileged: user,
  profiles: "All containers of an artifact always run",
  published: "Where it is published is not part of an artifact: the platform gives the address",
  pull_policy: platform,
  replicas: workload,
  resources: workload,
  restart: "The platform restarts what ends",
  restartPolicy: "The platform restarts what ends",
  runAsGroup: user,
  runAsNonRoot: user,
  runAsUser: user,
  schedule: "Workloads run until they are stopped; there is no schedule",
  secrets: credentials,
  selector: "The platform finds its containers itself",
  serviceAccountName: platform,
  start_period: "A readiness probe needs none: nothing is sent until it succeeds",
  status: "It is what a cluster wrote, not what somebody asked for",
  strategy: workload,
  target: "A build makes the last stage of the Dockerfile",
  tmpfs: volume,
  tolerations: platform,
  user,
  volumeMounts: volume,
  volumes: volume,
  working_dir: "The working directory is the image's own",
  workingDir: "The working directory is the image's own",
};

export function reasonOfKey(path: string): string {
  // A service may have any of these for its name.
  const inside = path.replace(/^services\.[^.]+\./, "");
  const keys = inside.split(/[.[\]]+/).filter((key) => Object.hasOwn(reasons, key));
  return reasons[keys.at(-1) ?? ""] ?? "A specification has no field for it";
}
