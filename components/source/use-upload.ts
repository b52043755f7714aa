import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { changeSource } from "#lib/client/change-source";
import type { Choice } from "#lib/client/dropped-files";
import { notifyDone } from "#lib/client/notify";
import type { Problem } from "#lib/domain/errors";

export interface UploadState {
  phase: "idle" | "sending" | "unpacking" | "failed";
  choice: Choice | null;
  /** Bytes on the other side, by path. */
  sent: ReadonlyMap<string, number>;
  problem: Problem | null;
}

const idle: UploadState = { phase: "idle", choice: null, sent: new Map(), problem: null };

/** Progress comes more often than anybody can see. */
const drawEvery = 100;

/** Uploads what was chosen, makes a version of it, and has the draft built from that. */
export function useUpload(artifactId: string, catalogId: string | null) {
  const router = useRouter();
  const [state, setState] = useState(idle);
  const running = useRef<AbortController | null>(null);

  async function upload(choice: Choice) {
    if (choice.files.length === 0 || running.current) return;
    const controller = new AbortController();
    running.current = controller;
    const sent = new Map<string, number>();
    const total = choice.files.reduce((sum, { file }) => sum + file.size, 0);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      timer = undefined;
      const done = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0) >= total;
      setState({ phase: done ? "unpacking" : "sending", choice, sent: new Map(sent), problem: null });
    };
    draw();
    const problem = await changeSource(async ({ uploadSource, pinToArtifact }) => {
      const made = await uploadSource({
        files: choice.files,
        catalogId,
        signal: controller.signal,
        onProgress(path, bytes) {
          sent.set(path, bytes);
          timer ??= setTimeout(draw, drawEvery);
        },
      });
      await pinToArtifact(artifactId, made);
    });
    clearTimeout(timer);
    running.current = null;
    if (problem)
      return setState(controller.signal.aborted ? idle : { phase: "failed", choice, sent, problem });
    setState(idle);
    const count = choice.files.length;
    notifyDone(`Uploaded ${count === 1 ? "a file" : `${count} files`}; the draft is built from that now`);
    router.replace(window.location.pathname);
    router.refresh();
  }
  return { state, upload, stop: () => running.current?.abort() };
}
