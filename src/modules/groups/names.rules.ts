export { channelNames, roleNames } from "./names.contract.ts";
