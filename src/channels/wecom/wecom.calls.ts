/** One typed function for each call of WeCom's that we make; all take an authorised line. */
export * from "./groups.calls.ts";
export * from "./people.calls.ts";
export * from "./sends.calls.ts";
