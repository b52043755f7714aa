"use client";
import { lazy, Suspense, useEffect, useState } from "react";
import { type Notice, receiveNotices } from "#lib/client/notify";
import { PlainNotice } from "./plain-notice";

const ToastHost = lazy(() =>
  import("./toast-host").then(
    (module) => ({ default: module.ToastHost }),
    () => ({ default: PlainNotice }),
  ),
);

/** What actions say after them. Its script is loaded with the first notice, not with every page. */
export function Toaster() {
  const [first, setFirst] = useState<Notice | null>(null);
  // Notices come from outside React; the host receives them once there is one.
  useEffect(() => (first ? undefined : receiveNotices(setFirst)), [first]);
  if (!first) return null;
  return (
    <Suspense>
      <ToastHost first={first} />
    </Suspense>
  );
}
