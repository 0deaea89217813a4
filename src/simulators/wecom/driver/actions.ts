import { z } from "zod";
import type { World } from "../world.ts";

/** One thing a driver can ask: what it takes, and what it does. */
export interface DriverAction<I extends z.ZodType, O> {
  input: I;
  run: (world: World, input: z.output<I>) => O;
}

export const action = <I extends z.ZodType, O>(input: I, run: (world: World, input: z.output<I>) => O): DriverAction<I, O> => ({
  input,
  run,
});

export const Nothing = z.object({}).prefault({});
export const Userid = z.string().min(1);
export const CustomerId = z.string().min(1);
export const ChatId = z.string().min(1);
