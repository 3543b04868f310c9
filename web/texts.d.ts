/** The bundler takes these files in as texts. */
declare module '*.eml' {
  const text: string;
  export default text;
}
declare module '*.md' {
  const text: string;
  export default text;
}
