"use client";
import dynamic from "next/dynamic";

// Only where something is being built: reading what is told of it takes a script that a list does without.
export const FollowBuild = dynamic(() => import("./follow-build").then((module) => module.FollowBuild), {
  ssr: false,
});
