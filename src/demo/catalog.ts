export interface Fruit {
  name: string;
  spec: string;
  /** Price in fen. */
  fen: number;
  /** The drawing in `pictures/`. */
  picture: string;
}

export const fruits: readonly Fruit[] = [
  { name: "砂糖橘", spec: "5 斤装", fen: 2_990, picture: "mandarin" },
  { name: "红心猕猴桃", spec: "12 枚装", fen: 3_990, picture: "kiwi" },
  { name: "丹东草莓", spec: "两盒装", fen: 4_580, picture: "strawberry" },
  { name: "产地脐橙", spec: "5 斤装", fen: 2_790, picture: "orange" },
  { name: "蜜柚", spec: "2 个装", fen: 1_990, picture: "pomelo" },
  { name: "烟台红富士", spec: "5 斤装", fen: 3_680, picture: "apple" },
  { name: "火晶柿子", spec: "3 斤装", fen: 2_380, picture: "persimmon" },
  { name: "阳光玫瑰", spec: "2 斤装", fen: 4_990, picture: "grape" },
  { name: "车厘子", spec: "2 斤装", fen: 8_990, picture: "cherry" },
  { name: "蓝莓", spec: "4 盒装", fen: 3_960, picture: "blueberry" },
  { name: "鲜切果杯", spec: "2 杯", fen: 1_580, picture: "cup" },
  { name: "时令果篮", spec: "1 篮", fen: 9_900, picture: "box" },
];
