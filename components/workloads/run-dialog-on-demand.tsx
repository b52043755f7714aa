"use client";
import dynamic from "next/dynamic";

// Open because the URL says so: its script comes with it, not with every artifact.
export const RunDialog = dynamic(() => import("./run-dialog").then((module) => module.RunDialog), {
  ssr: false,
});
