/** A dictionary of the same shape in another language: a missing or a superfluous word is a type error. */
export type WordsLike<T> = {
  [Key in keyof T]: T[Key] extends string ? string : T[Key] extends readonly string[] ? readonly string[] : WordsLike<T[Key]>;
};
