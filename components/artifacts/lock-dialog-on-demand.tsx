"use client";
import dynamic from "next/dynamic";

// Open because the URL says so: its script comes with it, not with every artifact.
export const LockDialog = dynamic(() => import("./lock-dialog").then((module) => module.LockDialog), {
  ssr: false,
});
