import ArgumentParser
@main
struct Vamco: AsyncParsableCommand { func run() async throws {} }
