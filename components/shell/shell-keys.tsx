"use client";
import { useRouter } from "next/navigation";
import { lazy, Suspense, startTransition } from "react";
import { notifyFailed } from "#lib/client/notify";
import { type PageAction, usePageActions } from "#lib/client/page-actions";
import { openPanel, useShellPanel } from "#lib/client/shell-panel";
import { useActionKeys, useCommandKey } from "#lib/client/shortcuts";
import { chooseTheme, type Theme } from "#lib/client/theme";

export const loadPalette = () => import("./palette");
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const KeyList = lazy(() => import("./key-list").then((module) => ({ default: module.KeyList })));

const themes: { theme: Theme; label: string }[] = [
  { theme: "light", label: "Theme: light" },
  { theme: "dark", label: "Theme: dark" },
  { theme: "system", label: "Theme: as the system" },
];

const keysOf: Partial<Record<string, string[]>> = {
  "/repositories": ["g", "r"],
  "/artifacts": ["g", "a"],
  "/workloads": ["g", "w"],
};

interface ShellKeysProps {
  personId: string;
  destinations: readonly { href: string; label: string }[];
  /** A server action. */
  signOut: () => Promise<void>;
}

/** The keyboard of every page, what is offered on all of them, and what the shell opens above it. */
export function ShellKeys({ personId, destinations, signOut }: ShellKeysProps) {
  const router = useRouter();
  const panel = useShellPanel();
  const everywhere: PageAction[] = [
    { label: "Search or jump to…", keys: ["Ctrl", "K"] },
    { label: "New artifact", keys: ["n"], href: "/artifacts/new" },
    ...destinations.map(({ href, label }) => {
      const keys = keysOf[href];
      return { label: `Go to ${label}`, href, ...(keys && { keys }) };
    }),
    { label: "Keys on this page", keys: ["?"], run: () => openPanel("keys") },
    ...themes.map(({ theme, label }) => ({ label, run: () => chooseTheme(theme) })),
    { label: "Sign out", run: () => startTransition(signOut) },
  ];
  usePageActions(everywhere, "everywhere");
  useCommandKey("k", () => openPanel("palette"));
  useActionKeys(({ label, href, run, refusal }) => {
    if (refusal) return void notifyFailed(label, refusal);
    if (href !== undefined) router.push(href);
    run?.();
  });
  const close = () => openPanel(null);
  return (
    <Suspense>
      {panel === "palette" && <Palette personId={personId} onClose={close} />}
      {panel === "keys" && <KeyList onClose={close} />}
    </Suspense>
  );
}
