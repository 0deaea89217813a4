import type { Module } from "../../server/module.ts";

export const membersModule: Module = { name: "members" };
