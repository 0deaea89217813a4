import "./states.css";

const widths = [168, 142, 176, 130, 155];
const bars = [92, 64, 104, 80, 72];

interface RowsSkeletonProps {
  rows?: number;
  /** True aligns with a table that runs from edge to edge. */
  edge?: boolean;
}

/** Rows of 48 px, as high as the real ones. */
export function RowsSkeleton({ rows = 5, edge = false }: RowsSkeletonProps) {
  return (
    <div className={edge ? "sk edge" : "sk"} aria-hidden>
      {Array.from({ length: rows }, (_, n) => (
        <div key={n}>
          <i style={{ width: 28, height: 28, borderRadius: 7 }} />
          <span>
            <i style={{ width: widths[n % 5] }} />
            <i style={{ width: 96, height: 8, marginTop: 8 }} />
          </span>
          <i style={{ width: 52, height: 18 }} />
          <i style={{ width: bars[n % 5], height: 6 }} />
          <i style={{ width: 56 }} />
        </div>
      ))}
    </div>
  );
}

/** One grey block, as high as what comes. */
export function BlockSkeleton({ height, width }: { height: number; width?: number | string }) {
  return <div className="skb" aria-hidden style={{ height, width: width ?? "100%", borderRadius: height > 24 ? 8 : 4 }} />;
}
