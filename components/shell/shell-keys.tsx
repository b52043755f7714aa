"use client";
import { useRouter } from "next/navigation";
import { lazy, Suspense } from "react";
import { notifyFailed } from "#lib/client/notify";
import { type PageAction, usePageActions } from "#lib/client/page-actions";
import { openPanel, useShellPanel } from "#lib/client/shell-panel";
import { useActionKeys, useCommandKey } from "#lib/client/shortcuts";

const KeyList = lazy(() => import("./key-list").then((module) => ({ default: module.KeyList })));

const everywhere: PageAction[] = [
  { label: "Search or jump to…", keys: ["Ctrl", "K"] },
  { label: "Keys on this page", keys: ["?"], run: () => openPanel("keys") },
  { label: "Go to repositories", keys: ["g", "r"], href: "/repositories" },
  { label: "Go to artifacts", keys: ["g", "a"], href: "/artifacts" },
];

/** The keyboard of every page, and what the shell opens above it. */
export function ShellKeys() {
  const router = useRouter();
  const panel = useShellPanel();
  usePageActions(everywhere, "everywhere");
  useCommandKey("k", () => openPanel("palette"));
  useActionKeys(({ label, href, run, refusal }) => {
    if (refusal) return void notifyFailed(label, refusal);
    if (href !== undefined) router.push(href);
    run?.();
  });
  if (panel === "keys") {
    return (
      <Suspense>
        <KeyList onClose={() => openPanel(null)} />
      </Suspense>
    );
  }
  return null;
}
