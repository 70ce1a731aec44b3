enum PlaceholderKimTestSupport {}
