import type Docker from "dockerode";
import type { EngineContainer } from "#lib/engines/replicas";
import { findContainer, type Member } from "./replica-containers";

/**
 * What containers were found to be, kept as long as somebody watches them and would hear of a change. Asking for each anew
 * costs engine and worker nearly 2 ms of CPU together, and they are listed every few seconds.
 */
export class Inspections {
  private readonly known = new Map<string, EngineContainer>();
  private watches = 0;
  private changes = 0;

  /** To be called when changes are told from now on; what it returns, when they are no longer. */
  beginWatch(): () => void {
    this.watches += 1;
    return () => {
      this.watches -= 1;
      this.changes += 1;
      this.known.clear();
    };
  }

  noteChange(id: string): void {
    this.changes += 1;
    this.known.delete(id);
  }

  /** Null if it is gone. */
  async find(docker: Docker, member: Member, signal: AbortSignal): Promise<EngineContainer | null> {
    const known = this.known.get(member.id);
    // The list is newer than what was told, by a moment.
    if (known !== undefined && known.state === member.state) return known;
    const before = this.changes;
    const found = await findContainer(docker, member.id, signal);
    // An answer that a change has overtaken is nothing to keep.
    if (found !== null && this.watches > 0 && this.changes === before) this.known.set(member.id, found.facts);
    return found?.facts ?? null;
  }

  /** Forgets all but these. */
  keepOnly(members: Member[]): void {
    const ids = new Set(members.map(({ id }) => id));
    for (const id of this.known.keys()) if (!ids.has(id)) this.known.delete(id);
  }
}
