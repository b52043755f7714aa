import { assemble } from "./assemble";
import type { ImportedContainer } from "./imported-container";
import { readPodContainer } from "./kubernetes-container";
import { type ConfigMaps, readConfigMaps } from "./kubernetes-variables";
import { type ImportOutcome, Ledger } from "./ledger";
import { reasonOfKey } from "./lost-keys";
import {
  childOf,
  countUsed,
  findUnused,
  itemsOf,
  loseNode,
  markUsed,
  readText,
  type SourceNode,
} from "./source-tree";

/** Where each kind keeps its pod. */
const podPaths: Record<string, string[]> = {
  Pod: ["spec"],
  Deployment: ["spec", "template", "spec"],
  StatefulSet: ["spec", "template", "spec"],
  DaemonSet: ["spec", "template", "spec"],
  ReplicaSet: ["spec", "template", "spec"],
  ReplicationController: ["spec", "template", "spec"],
  Job: ["spec", "template", "spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
};

const otherKinds: Record<string, string> = {
  Service: "The platform gives a workload its address",
  Ingress: "The platform gives a workload its address",
  Secret: "Secrets are never written into a specification: refer to a credential in a variable",
  ConfigMap: "What no variable refers to has no place in a specification",
  HorizontalPodAutoscaler: "Scaling belongs to a workload, not to an artifact",
  PersistentVolumeClaim: "A specification has no volumes: files come with the image",
};

/** One workload of a manifest; `choice` says which, where there are several: each is an artifact of its own. */
export function importKubernetes(roots: readonly SourceNode[], choice = 0): ImportOutcome {
  const objects = roots.flatMap(unpackList);
  const workloads = objects.filter((object) => podPaths[kindOf(object)] !== undefined);
  const chosen = workloads[choice] ?? workloads[0];
  if (!chosen) {
    const kinds = objects.map(kindOf).join(", ");
    return { ok: false, message: `Nothing in this runs a container: ${kinds}`, line: roots[0]?.line ?? null };
  }
  const ledger = new Ledger();
  const document = readWorkload(chosen, readConfigMaps(objects), ledger);
  for (const object of objects) if (object !== chosen) loseOther(object, ledger);
  loseRest(chosen, ledger);
  return {
    ok: true,
    document,
    carried: objects.reduce((sum, object) => sum + countUsed(object), 0),
    lost: ledger.inOrder(),
    notes: ledger.notes,
    choices: workloads.length > 1 ? workloads.map(titleOf) : [],
    choice: workloads.indexOf(chosen),
  };
}

const noPlace = "Objects of this kind have no place in an artifact";

function unpackList(root: SourceNode): SourceNode[] {
  const items = childOf(root, "items");
  return items && /List$/.test(kindOf(root)) ? itemsOf(items).flatMap(unpackList) : [root];
}

function kindOf(object: SourceNode): string {
  return childOf(object, "kind")?.text ?? "?";
}

function titleOf(object: SourceNode): string {
  return `${kindOf(object)} ${childOf(object, "metadata", "name")?.text ?? ""}`.trim();
}

/** Another object of the manifest: as a whole, unless variables took something of it. */
function loseOther(object: SourceNode, ledger: Ledger): void {
  if (findUnused(object).includes(object)) {
    const workload = podPaths[kindOf(object)] !== undefined;
    const why = workload
      ? "It is another workload: an artifact of its own"
      : (otherKinds[kindOf(object)] ?? noPlace);
    ledger.lose({ where: titleOf(object), line: object.line }, "the whole object", why);
    return;
  }
  for (const node of [
    childOf(object, "apiVersion"),
    childOf(object, "kind"),
    childOf(object, "metadata", "name"),
  ])
    if (node) markUsed(node);
  loseRest(object, ledger);
}

function loseRest(object: SourceNode, ledger: Ledger): void {
  for (const node of findUnused(object)) loseNode(node, reasonOfKey(node.where), ledger);
}

function readWorkload(object: SourceNode, configMaps: ConfigMaps, ledger: Ledger): Record<string, unknown> {
  for (const key of ["apiVersion", "kind"]) {
    const node = childOf(object, key);
    if (node) markUsed(node);
  }
  const name = readText(childOf(object, "metadata", "name"));
  const pod = childOf(object, ...(podPaths[kindOf(object)] ?? []));
  const context = { pod, configMaps, ledger };
  const containers: ImportedContainer[] = itemsOf(childOf(pod, "containers")).map((node) =>
    readPodContainer(node, context),
  );
  for (const node of itemsOf(childOf(pod, "initContainers"))) {
    const restarted = childOf(node, "restartPolicy");
    if (restarted?.text === "Always") {
      markUsed(restarted);
      containers.push(readPodContainer(node, context));
    } else {
      loseNode(node, "Nothing runs before the containers: do it in the image or the entrypoint", ledger);
    }
  }
  return assemble(name ?? containers[0]?.name ?? "", containers, ledger);
}
