/** A worker's script as a file of its own, of which the bundler gives the address. */
declare module '*?worker&url' {
  const address: string
  export default address
}
