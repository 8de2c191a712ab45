import Glibc

/// How many descriptors this process may have open: a server raises it for itself, and not for the command it serves.
///
/// A program that closes all descriptors up to the limit, or has them in a set of 1024, depends on it. Source: select(2).
enum DescriptorLimit {
  private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

  /// The soft limit; 0 where it can't be asked for.
  static var current: UInt64 {
    var limit = rlimit()
    return getrlimit(resource, &limit) == 0 ? UInt64(limit.rlim_cur) : 0
  }

  static func restore(_ count: UInt64) {
    var limit = rlimit()
    guard count > 0, getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
    _ = setrlimit(resource, &limit)
  }
}
