import { useMemo } from "react";

/** Whether somebody holds on to a field: with a pointer that is down in it, or with a word that is being composed. */
export function useHands() {
  return useMemo(() => {
    const holding = new Set<"pointer" | "composition">();
    let tell = () => {};
    function release(what: "pointer" | "composition") {
      holding.delete(what);
      if (holding.size === 0) tell();
    }
    return {
      /** Resolves when nobody does: what takes the field away then tears nothing. */
      async whenAtRest() {
        if (holding.size === 0) return;
        await new Promise<void>((done) => {
          tell = done;
        });
      },
      hands: {
        onPointerDown() {
          holding.add("pointer");
          // It may come up anywhere.
          for (const end of ["pointerup", "pointercancel"] as const)
            window.addEventListener(end, () => release("pointer"), { once: true });
        },
        onCompositionStart: () => holding.add("composition"),
        onCompositionEnd: () => release("composition"),
      },
    };
  }, []);
}
