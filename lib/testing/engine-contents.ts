import { connect } from "#lib/engines/docker/connection";
import { labels } from "#lib/engines/docker/replica-containers";

export interface FoundContainer {
  id: string;
  workloadId: string;
  protonId: string;
  /** Its name in the replica; null of the one that only holds the network. */
  name: string | null;
  state: string;
}

/** What an engine has of workloads, asked behind the product's back. */
export function openContents(engineAddress: string) {
  const docker = connect(engineAddress);
  async function listContainers(workloadId?: string): Promise<FoundContainer[]> {
    const label = [workloadId === undefined ? labels.workload : `${labels.workload}=${workloadId}`];
    const found = await docker.listContainers({ all: true, filters: { label } });
    return found.map(({ Id, Labels, State }) => ({
      id: Id,
      workloadId: Labels[labels.workload] ?? "",
      protonId: Labels[labels.proton] ?? "",
      name: Labels[labels.container] ?? null,
      state: State,
    }));
  }
  return {
    listContainers,
    /** Names of the networks of all workloads. */
    async listNetworks(): Promise<string[]> {
      const found = await docker.listNetworks({ filters: { label: [labels.workload] } });
      return found.map(({ Name }) => Name);
    },
    /** Of the first process of a workload's only container. */
    async findPid(workloadId: string): Promise<number> {
      const [only, ...others] = (await listContainers(workloadId)).filter(({ name }) => name !== null);
      if (only === undefined || others.length > 0)
        throw new Error(`${workloadId} has not just one container`);
      return (await docker.getContainer(only.id).inspect()).State.Pid;
    },
  };
}
