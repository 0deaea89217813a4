/** Three cities with four districts each, and the estates whose neighbours share a group. All invented. */
export interface District {
  city: string;
  district: string;
  estates: readonly string[];
}

export const districts: readonly District[] = [
  { city: "云溪市", district: "河滨区", estates: ["柳岸花园", "望江南", "水门里", "晴川苑", "白鹭洲"] },
  { city: "云溪市", district: "北桥区", estates: ["听松里", "书香苑", "北桥新村", "青石巷", "松涛居"] },
  { city: "云溪市", district: "锦园区", estates: ["桂语里", "锦绣坊", "海棠湾", "桐花郡", "锦官里"] },
  { city: "云溪市", district: "湖东区", estates: ["云栖台", "湖光山舍", "碧波园", "东岸花城", "荷风居"] },
  { city: "青岚市", district: "松陵区", estates: ["桃溪府", "松陵一号", "竹里馆", "云山诗意", "半亩塘"] },
  { city: "青岚市", district: "茶山区", estates: ["茶山路小区", "明前苑", "龙井花园", "采薇里", "山语城"] },
  { city: "青岚市", district: "西渡区", estates: ["西渡老街", "渡口花园", "槐荫里", "银杏园", "夕照苑"] },
  { city: "青岚市", district: "高新区", estates: ["创智公寓", "星河湾", "数谷青年城", "科苑新居", "云杉里"] },
  { city: "南浦市", district: "南浦区", estates: ["南浦渡", "榕树下", "骑楼里", "木棉苑", "珠湾花园"] },
  { city: "南浦市", district: "海曙区", estates: ["海曙名邸", "听潮阁", "白沙湾", "椰林小筑", "灯塔里"] },
  { city: "南浦市", district: "凤山区", estates: ["凤山雅居", "梧桐里", "丹桂苑", "百鸟园", "凤鸣新村"] },
  { city: "南浦市", district: "石湖区", estates: ["石湖天玺", "莲花塘", "鹭鸣湾", "石桥人家", "湖心居"] },
];

const surnames = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕".split("");
const given = "安宁晓雨欣然子涵文静思远嘉禾一诺可心明轩若曦小满清和云舒予乐知夏沐晴星野初一念慈景行怀瑾静姝书瑶亦凡梓萱".match(/../g) ?? [];
const kin = ["妈妈", "爸爸", "外婆", "奶奶", "姐姐", "阿姨", "老师", "她妈", "爷爷"];
const child = [
  "桃子",
  "柚子",
  "豆豆",
  "安安",
  "果果",
  "糖糖",
  "米粒",
  "小鱼",
  "石榴",
  "团团",
  "朵朵",
  "乐乐",
  "可可",
  "芒果",
  "小葵",
  "麦穗",
  "年年",
  "栗子",
  "圆圆",
  "毛豆",
];
const poetic = [
  "楼下老沈",
  "阿宁",
  "芝麻糖",
  "春芽",
  "梅子酱",
  "柚见",
  "小暑",
  "阿葵",
  "南风",
  "一粒米",
  "半夏",
  "云朵收集员",
  "慢慢走",
  "不吃香菜",
  "晚风",
  "月半弯",
  "木子",
  "老周",
  "林间小路",
  "晚晴",
  "山茶",
  "青柠不酸",
  "冬至的饺子",
  "三餐四季",
  "小满胜万全",
  "西窗烛",
  "路过人间",
  "橘子汽水",
  "早睡冠军",
  "今天也要加油",
];

type Pick = <T>(list: readonly T[]) => T;

export function realName(pick: Pick): string {
  return pick(surnames) + pick(given);
}

/** What people call themselves in a group. */
export function nickname(pick: Pick, kind: number, serial: number): string {
  if (kind === 0) return pick(child) + pick(kin);
  if (kind === 1) return pick(poetic);
  if (kind === 2) return `${pick(surnames)}${pick(["姐", "哥", "阿姨", "师傅", "老师", "大夫", "同学"])}`;
  if (kind === 3) return realName(pick);
  return `${pick(["小", "阿", "老"])}${pick(surnames)}${serial % 3 === 0 ? String((serial % 8) + 1) + "栋" : ""}`;
}
