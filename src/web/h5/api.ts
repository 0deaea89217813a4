import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import type { AskOf, Endpoint, OutputOf } from "../../lib/define.ts";
import { apiBase } from "./place.ts";
import { newUuid } from "./uuid.ts";

/** Method and path as the contract has them; `api.test.ts` holds every call against its contract. */
export type Address = `${"GET" | "POST"} /${string}`;

/** `network` where no answer came, else what the server refused. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly requestId: string | undefined;

  constructor(status: number, code: string, details: Record<string, unknown> = {}, requestId?: string) {
    super(code);
    this.status = status;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

async function asError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (!isRecord(body) || typeof body["code"] !== "string") return new ApiError(response.status, "unreadable");
  const { code, details, requestId } = body;
  return new ApiError(response.status, code, isRecord(details) ? details : {}, typeof requestId === "string" ? requestId : undefined);
}

export async function request(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(apiBase + path, { ...init, credentials: "same-origin" }).catch(() => null);
  if (!response) throw new ApiError(0, "network");
  if (!response.ok) throw await asError(response);
  return response.json().catch(() => {
    throw new ApiError(response.status, "network");
  });
}

/** Fills `:name` parts from the fields and gives back those that are left. */
function place(path: string, ask: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...ask };
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path: filled, rest };
}

function queryOf(fields: Record<string, unknown>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

/** `key` makes a repeated POST the same request; without it each call is a new one. */
export async function callMember<E extends Endpoint>(address: Address, ask: AskOf<E>, key = newUuid()): Promise<OutputOf<E>> {
  const [method = "GET", template = ""] = address.split(" ");
  const { path, rest } = place(template, isRecord(ask) ? ask : {});
  const answer =
    method === "GET"
      ? await request(path + queryOf(rest), { method })
      : await request(path, {
          method,
          body: JSON.stringify(rest),
          headers: { "content-type": "application/json", "idempotency-key": key },
        });
  // Checked border: the server parses each answer with the contract's own schema, which is kept out of the phone's bundle.
  return answer as OutputOf<E>;
}

export function useMember<E extends Endpoint>(
  address: Address,
  ask: AskOf<E>,
  options: { once?: boolean; enabled?: boolean } = {},
): UseQueryResult<OutputOf<E>, ApiError> {
  return useQuery<OutputOf<E>, ApiError>({
    queryKey: [address, ask],
    queryFn: () => callMember<E>(address, ask),
    ...(options.once && { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY }),
    ...(options.enabled !== undefined && { enabled: options.enabled }),
  });
}

interface ActionOptions<E extends Endpoint> {
  /** Kept before it is asked, and part of its being pending. */
  first?: () => Promise<void>;
  onFailed?: () => void;
  /** Puts the answer where it belongs in the cache. */
  onDone?: (output: OutputOf<E>, client: QueryClient) => void;
  /** Addresses whose answers are read anew. */
  renews?: readonly Address[];
}

export function useMemberAction<E extends Endpoint>(
  address: Address,
  options: ActionOptions<E> = {},
): UseMutationResult<OutputOf<E>, ApiError, AskOf<E>> {
  const client = useQueryClient();
  return useMutation<OutputOf<E>, ApiError, AskOf<E>>({
    mutationFn: async (ask) => {
      await options.first?.();
      return callMember<E>(address, ask);
    },
    onError: () => options.onFailed?.(),
    onSuccess: async (output) => {
      options.onDone?.(output, client);
      await Promise.all((options.renews ?? []).map((renewed) => client.invalidateQueries({ queryKey: [renewed] })));
    },
  });
}

/** Retries what the net lost, never what was refused. */
export function worthRetry(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiError && (error.code === "network" || error.status >= 500);
}
