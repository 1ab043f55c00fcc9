using System.Net;
using RoutineScheduler.Executors.Download;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("200.169.116.22")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700::1111")]
    [InlineData("2001:200::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void An_address_of_the_internet_is_public(string address) => Assert.Null(PublicAddress.WhyNot(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0", "this network")]
    [InlineData("10.255.255.255", "private")]
    [InlineData("100.64.0.1", "carrier-grade NAT")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.255.255.254", "loopback")]
    [InlineData("169.254.169.254", "link-local")]
    [InlineData("172.16.0.1", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.0.0.170", "protocol assignments")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("198.19.0.1", "benchmarks")]
    [InlineData("203.0.113.5", "documentation")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("255.255.255.255", "reserved or broadcast")]
    [InlineData("::", "unspecified")]
    [InlineData("::1", "loopback")]
    [InlineData("::127.0.0.1", "not global unicast")]
    [InlineData("::ffff:10.0.0.1", "private, as 10.0.0.1")]
    [InlineData("64:ff9b::169.254.169.254", "link-local, as 169.254.169.254")]
    [InlineData("64:ff9b:1::1", "local NAT64")]
    [InlineData("fc00::1", "private")]
    [InlineData("fd00:ec2::254", "private")]
    [InlineData("fe80::1%1", "link-local")]
    [InlineData("fec0::1", "site-local")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("2001::1", "protocol assignments, Teredo among them")]
    [InlineData("2001:db8::1", "documentation")]
    [InlineData("2002:7f00:1::1", "6to4")]
    [InlineData("5f00::1", "not global unicast")]
    public void Any_other_says_what_it_is(string address, string what) => Assert.Equal(what, PublicAddress.WhyNot(IPAddress.Parse(address)));
}
